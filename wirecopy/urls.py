"""Which address does which view answer, where no page is printed?"""

from django.contrib import admin
from django.urls import URLPattern, URLResolver, include, path

from wirecopy.releases import leading

urlpatterns: list[URLPattern | URLResolver] = [
    path("desk/admin/", admin.site.urls),
    path("desk/account/", include("allauth.urls")),
    path("desk/", include("wirecopy.newsroom.urls")),
    path("releases/<int:number>/", leading.of_release),
    path("own/<int:number>/", leading.of_draft),
    path("", include("wirecopy.releases.urls")),
    path("", include("wirecopy.mail.urls")),
]
