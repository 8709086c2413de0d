"""What is read of a protocol, not decided by it: its words, its sources, its dates, its likes.

The briefing of a place, one incident under many protocols, what changes when, what rests on
what. Everything here is data or Markdown; the command line shows it.
"""
