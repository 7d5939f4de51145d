# Sourced by ./xbot and ./test: finds the .NET SDK, and installs Debian packages where that may be done.
# Works in macOS's bash 3.2 and starts no process on the way to "everything is there".

# Sets $dotnet and, so that the built program finds the same runtime, exports DOTNET_ROOT.
# launchd and cron start with a bare PATH: the usual places are looked at too.
find_dotnet() {
  local place
  for place in "${DOTNET_ROOT:-}" "$HOME/.dotnet" /usr/share/dotnet /usr/lib/dotnet /usr/local/share/dotnet \
    /opt/homebrew/opt/dotnet/libexec /usr/local/opt/dotnet/libexec; do
    if [ -n "$place" ] && [ -x "$place/dotnet" ] && [ -d "$place/host/fxr" ]; then
      dotnet="$place/dotnet"
      export DOTNET_ROOT="$place"
      return 0
    fi
  done
  dotnet="$(command -v dotnet)" || return 1
}

no_dotnet() {
  echo "xbot: the .NET 10 SDK is missing: install it (Debian: apt-get install dotnet-sdk-10.0, macOS: brew install dotnet) and run this again" >&2
}

chrome_is_there() {
  [ -n "${RUNNER_CHROME_PATH:-}" ] || [ "$(uname -s)" != Linux ] ||
    command -v chromium >/dev/null || command -v chromium-browser >/dev/null ||
    command -v google-chrome >/dev/null || command -v google-chrome-stable >/dev/null
}

# The tests start a server of their own; Debian keeps its binaries off the PATH.
postgres_is_there() {
  command -v initdb >/dev/null || [ "$(uname -s)" != Linux ] || ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1
}

# debian_install PACKAGE: everything it says goes to stderr. Fails where it may not install.
debian_install() {
  [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null || return 1
  echo "xbot: installing $1 …" >&2
  local log
  log="$(mktemp "${TMPDIR:-/tmp}/xbot-apt.XXXXXX")"
  apt_install "$1" >"$log" 2>&1 </dev/null || {
    { apt-get update && apt_install "$1"; } >>"$log" 2>&1 </dev/null || {
      tail -n 3 "$log" >&2
      rm -f "$log"
      return 1
    }
  }
  rm -f "$log"
}

apt_install() {
  DEBIAN_FRONTEND=noninteractive apt-get install -y -o DPkg::Lock::Timeout=300 "$1"
}

# Nothing that a build starts may outlive it: a build server would hold the caller's streams open.
dotnet_build() {
  DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 DOTNET_CLI_HOME="${DOTNET_CLI_HOME:-${HOME:-$root/artifacts}}" \
    MSBUILDDISABLENODEREUSE=1 "$dotnet" build "$@" -c Release --disable-build-servers -nodeReuse:false -p:UseSharedCompilation=false \
    -v quiet -clp:NoSummary -nologo </dev/null
}
