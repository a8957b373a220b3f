"""Accounts: who they are and their roles. Passwords are chosen by their owners, by a link."""

from django import forms
from django.contrib import admin
from django.contrib.auth.models import User
from django.urls import reverse
from django.utils.html import format_html

from ..actions.accounts import may_manage, roles_to_give, settle_access
from ..models.roles import ROLES


@admin.register(User)
class AccountAdmin(admin.ModelAdmin):
    list_display = ("username", "full_name", "roles", "is_active", "last_login")
    list_filter = ("is_active", "groups")
    search_fields = ("username", "first_name", "last_name", "email")
    ordering = ("username",)
    fields = ("username", "first_name", "last_name", "email", "groups", "is_active")
    readonly_fields = ("password_link", "device_link", "last_login")

    def get_fieldsets(self, request, obj=None):
        names = [*self.fields, *(["is_superuser"] if request.user.is_superuser else [])]
        after = [("Connexion", {"fields": self.readonly_fields})] if obj else []
        return [(None, {"fields": names}), *after]

    def get_readonly_fields(self, request, obj=None):
        """Nobody shuts oneself out, nor takes a role for oneself."""
        own = ("groups", "is_active", "is_superuser") if obj == request.user else ()
        return (*self.readonly_fields, *own)

    def formfield_for_manytomany(self, db_field, request, **kwargs):
        if db_field.name != "groups":
            return super().formfield_for_manytomany(db_field, request, **kwargs)
        return forms.ModelMultipleChoiceField(
            roles_to_give(request.user),
            label="Rôles",
            required=False,
            widget=forms.CheckboxSelectMultiple,
            help_text=" ".join(f"{role.name} : {role.summary}." for role in ROLES),
        )

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        said = {
            "is_active": "Décochez pour fermer le compte. Rien de ce qu’il a fait n’est perdu.",
            "is_superuser": "A tous les droits, et gère tous les comptes.",
            "email": "",
        }
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if field and db_field.name in said:
            field.help_text = said[db_field.name]
        return field

    def get_queryset(self, request):
        return super().get_queryset(request).prefetch_related("groups")

    def has_change_permission(self, request, obj=None) -> bool:
        allowed = super().has_change_permission(request, obj)
        if not allowed or obj is None:
            return allowed
        known = request.__dict__.setdefault("may_manage", {})  # asked many times a page
        if obj.pk not in known:
            known[obj.pk] = may_manage(request.user, obj)
        return known[obj.pk]

    def has_delete_permission(self, request, obj=None) -> bool:
        """An account is closed, never deleted: its acts keep their author."""
        return False

    def save_model(self, request, obj: User, form, change: bool) -> None:
        if not change:
            obj.set_unusable_password()
        super().save_model(request, obj, form, change)

    def save_related(self, request, form, formsets, change) -> None:
        super().save_related(request, form, formsets, change)
        settle_access(form.instance)

    @admin.display(description="nom")
    def full_name(self, account: User) -> str:
        return account.get_full_name()

    @admin.display(description="rôles")
    def roles(self, account: User) -> str:
        names = ["Tous les droits"] if account.is_superuser else []
        return ", ".join([*names, *(group.name for group in account.groups.all())])

    @admin.display(description="mot de passe")
    def password_link(self, account: User) -> str:
        url = reverse("password-link", args=[account.pk])
        return format_html('<a href="{}">Donner un lien pour choisir un mot de passe</a>', url)

    @admin.display(description="téléphone perdu ?")
    def device_link(self, account: User) -> str:
        url = reverse("forget-device", args=[account.pk])
        return format_html('<a href="{}">Retirer l’appareil qui donne les codes</a>', url)
