"""``wflint init``: what a repository lacks to be linted by all who work in it, written when they agree."""
