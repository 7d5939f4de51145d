#!/usr/bin/env bash
# Starts the daemon at login, as the LaunchAgent com.xbot.runner.
exec "$(dirname "${BASH_SOURCE[0]}")/../../xbot" service install "$@"
