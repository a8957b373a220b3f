"""All the rights of an account in one query, instead of one for its own and one for its groups'."""

from django.contrib.auth.backends import ModelBackend
from django.contrib.auth.models import Permission
from django.db.models import Q


class RightsBackend(ModelBackend):
    """Says what an account may do; who it is remains the business of Django's own backend, which
    comes next and finds the answer already kept with the account."""

    def authenticate(self, request, **credentials):
        return None

    def get_all_permissions(self, user_obj, obj=None) -> set[str]:
        """« places.change_site »…; none for an object, an anonymous visitor or a closed account."""
        if not user_obj.is_active or user_obj.is_anonymous or obj is not None:
            return set()
        if not hasattr(user_obj, "_perm_cache"):
            rights = Permission.objects.order_by()
            if not user_obj.is_superuser:
                by_role = Permission.group_set.through.objects.filter(group__user=user_obj.pk)
                own = user_obj.user_permissions.through.objects.filter(user=user_obj.pk)
                rights = rights.filter(
                    Q(pk__in=by_role.values("permission")) | Q(pk__in=own.values("permission"))
                )
            names = rights.values_list("content_type__app_label", "codename")
            user_obj._perm_cache = {f"{app}.{code}" for app, code in names}
        return user_obj._perm_cache
