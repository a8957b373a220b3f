"""Whose request it is, and « no directory at all » as a page instead of a crash."""

from ..directory.load import DirectoryUnavailable
from . import errors


class ClientAddressMiddleware:
    """Behind a trusted proxy, the visitor's address is the last one it wrote down."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        addresses = request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")
        if addresses[-1].strip():
            request.META["REMOTE_ADDR"] = addresses[-1].strip()
        return self.get_response(request)


class DirectoryMiddleware:
    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_exception(self, request, exception):
        if isinstance(exception, DirectoryUnavailable):
            return errors.unavailable(request)
        return None
