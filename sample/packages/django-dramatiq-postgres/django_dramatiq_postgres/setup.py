"""What dramatiq's worker processes import: it makes Django ready, and with it broker and actors."""

import django
from dramatiq.broker import get_broker

django.setup()
broker = get_broker()
