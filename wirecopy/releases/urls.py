"""Which address of the room for releases does which view answer?"""

from django.urls import URLPattern, path

from wirecopy.releases import follow, objection_views, views

urlpatterns: list[URLPattern] = [
    path("objections/", objection_views.new),
    path("objections/received/<str:token>/", objection_views.received),
    path("releases/", views.new),
    path("releases/confirm/<str:token>/", follow.confirm),
    path("releases/follow/<str:token>/", follow.follow),
    path("releases/follow/<str:token>/edit/", views.edit),
    path("releases/follow/<str:token>/hand-in/", views.hand_in),
    path("releases/follow/<str:token>/withdraw/", follow.withdraw),
    path("releases/follow/<str:token>/picture/<int:number>/", views.picture),
]
