"""Answers for people: a module for each question, narrow and wide."""
