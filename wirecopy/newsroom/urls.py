"""Which address does which screen of the newsroom answer?"""

from django.urls import URLPattern, path

from wirecopy.newsroom import board

app_name = "desk"
urlpatterns: list[URLPattern] = [
    path("", board.start, name="start"),
    path("<slug:edition>/", board.board, name="board"),
]
