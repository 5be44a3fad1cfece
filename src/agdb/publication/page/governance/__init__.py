"""The pages of governance: bodies, meetings, decisions and actions."""
