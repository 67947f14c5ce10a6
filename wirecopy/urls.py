"""Which address does which view answer, where no page is printed?"""

from django.contrib import admin
from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("desk/admin/", admin.site.urls),
    path("desk/account/", include("allauth.urls")),
    path("desk/", include("wirecopy.newsroom.urls")),
    path("", include("wirecopy.mail.urls")),
]
