"""Owns topics: their files, what a call is about, figures a topic, and topics that no file has yet.

Topics are written by people (``topics/<lang>.yaml``); a call's topics are plain matches of
their words, with the place of each, so that a figure can be listened to.
"""

from __future__ import annotations

from speechqa.checks.topics.files import check_topics, load_topics
from speechqa.checks.topics.find import MOST_TOPICS, find_topics, rank
from speechqa.checks.topics.statistics import iso_week, topic_rows
from speechqa.checks.topics.values import NO_TOPICS, Topic, TopicSet, TopicSets

__all__ = [
    "MOST_TOPICS",
    "NO_TOPICS",
    "Topic",
    "TopicSet",
    "TopicSets",
    "check_topics",
    "find_topics",
    "iso_week",
    "load_topics",
    "rank",
    "topic_rows",
]
