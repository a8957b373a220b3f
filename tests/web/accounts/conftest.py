from ..coordination.conftest import account, coordinator, sign_in, signed_in

__all__ = ["account", "coordinator", "sign_in", "signed_in"]
