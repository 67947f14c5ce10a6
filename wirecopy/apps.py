"""Wirecopy as a Django app: one app, with the stations as packages inside it."""

from django.apps import AppConfig


class WirecopyConfig(AppConfig):
    name = "wirecopy"
    verbose_name = "Wirecopy"
    default_auto_field = "django.db.models.BigAutoField"
