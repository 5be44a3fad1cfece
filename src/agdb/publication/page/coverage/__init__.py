"""The page on which indicators have figures."""
