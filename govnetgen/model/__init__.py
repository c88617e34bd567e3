"""The values that the stages pass on: frozen, slotted, standard library only."""
