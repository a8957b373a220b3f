"""« Orienter une personne » : the desk agents' screen, its printed sheet, who does what."""
