"""Which address of the mail room does which view answer? Links in letters hold with and without the stroke at their end."""

from django.urls import URLPattern, path

from wirecopy.mail import views

urlpatterns: list[URLPattern] = [
    path("letters/join/", views.join),
    path("letters/confirm/<str:token>", views.confirm),
    path("letters/confirm/<str:token>/", views.confirm),
    path("letters/leave/<str:token>", views.leave),
    path("letters/leave/<str:token>/", views.leave),
    path("letters/preferences/<str:token>", views.preferences),
    path("letters/preferences/<str:token>/", views.preferences),
]
