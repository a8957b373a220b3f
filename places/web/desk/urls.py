from django.urls import path

from . import page, record, sheet, who

urlpatterns = [
    path("", page.desk_page, name="desk"),
    path("noter/", record.note, name="desk-note"),
    path("annuler/", record.undo, name="desk-undo"),
    path("guichet/", record.choose_desk, name="desk-choose"),
    path("feuille/<slug:slug>/", sheet.sheet, name="desk-sheet"),
    path("annuaire/", who.who, name="desk-who"),
]
