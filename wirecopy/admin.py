"""Which tables does the editor see raw? Those that an editor settles; what the road wrote is shown, never changed."""

from __future__ import annotations

from typing import Any

from allauth.account.decorators import secure_admin_login
from django.contrib import admin
from django.http import HttpRequest

from wirecopy import models


class Written(admin.ModelAdmin):  # type: ignore[type-arg]
    """A table that the road writes: to be looked at."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(models.Outlet)
class Outlets(admin.ModelAdmin):  # type: ignore[type-arg]
    list_display = ("name", "rights", "pictures", "language", "zone")
    search_fields = ("name", "home")


@admin.register(models.Feed)
class Feeds(admin.ModelAdmin):  # type: ignore[type-arg]
    list_display = ("url", "outlet", "kind", "due_at", "failures")
    search_fields = ("url", "outlet__name")
    readonly_fields = ("etag", "last_modified", "validators_of", "body_hash")


@admin.register(models.Stumble)
class Stumbles(Written):
    list_display = ("stumbled_at", "leg", "why", "sentence", "again_at")
    list_filter = ("leg", "why")


@admin.register(models.Copy)
class Copies(Written):
    list_display = ("headline", "outlet", "seen_at", "due_at")
    search_fields = ("headline", "url")


@admin.register(models.Passage)
class Passages(Written):
    list_display = ("passed_at", "leg", "outcome", "rule")
    list_filter = ("leg",)


admin.site.unregister([table for table in tuple(admin.site._registry) if table._meta.app_label in ("mfa", "usersessions")])  # secrets
admin.site.register(models.Edition)
admin.site.register(models.Section)
admin.site.register(models.Chore, Written)
admin.site.site_header = "Wirecopy: the tables"
admin.site.login = secure_admin_login(admin.site.login)  # type: ignore[method-assign]  # one door for all: second factors and lock-out hold here too
