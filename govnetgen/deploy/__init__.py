"""Deploy: reviewed changes pushed through NAPALM drivers, a state machine a device, in waves, with a journal."""
