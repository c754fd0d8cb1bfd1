"""Tests of e-mails."""
