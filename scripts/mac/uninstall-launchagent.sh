#!/usr/bin/env bash
# Takes the LaunchAgent com.xbot.runner away again; the profile and its store stay.
exec "$(dirname "${BASH_SOURCE[0]}")/../../xbot" service uninstall "$@"
