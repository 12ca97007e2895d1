#!/bin/sh
# iml-verify @VERSION@ with Node.js @NODE@ for Linux x64: this text, then a tar archive packed by xz. It unpacks once into a cache
# folder named by the archive's checksum, and passes its arguments to `iml`; `gpu-evidence` is a program of its own.
# Needs sh, tar, tail, xz or python3, and libc, libstdc++ and libgcc. docs/guides/bundle.md
set -eu
CHECKSUM=@CHECKSUM@
LINES=@LINES@
UNPACKED_MIB=@UNPACKED_MIB@

fail() { # WHAT NEXT
  printf 'iml-bundle: %s\n  next: %s\n' "$1" "$2" >&2
  exit 16
}
have() { command -v "$1" >/dev/null 2>&1; }

[ "$(uname -s) $(uname -m)" = 'Linux x86_64' ] || fail "this bundle is for Linux x64, and this is $(uname -s) $(uname -m)." 'npm ci brings what other systems need'

# The first that can be written to: what the user names, the user's cache, the folder for temporary files.
home=${IML_BUNDLE_CACHE:-${XDG_CACHE_HOME:-${HOME:+$HOME/.cache}}}
cache=
for folder in "$home" "${TMPDIR:-/tmp}"; do
  [ -n "$folder" ] || continue
  if mkdir -p "$folder/iml-bundle" 2>/dev/null && [ -w "$folder/iml-bundle" ]; then
    cache=$folder/iml-bundle
    break
  fi
  [ -z "${IML_BUNDLE_CACHE:-}" ] || break
done
[ -n "$cache" ] || fail "no folder can be written to (tried ${home:-none}, ${TMPDIR:-/tmp})." 'set IML_BUNDLE_CACHE to one that can'
place=$cache/$CHECKSUM

payload() { tail -n "+$LINES" "$0"; }
checksum() {
  if have sha256sum; then sha256sum | cut -d ' ' -f 1
  elif have python3; then python3 -c 'import hashlib, sys; print(hashlib.sha256(sys.stdin.buffer.read()).hexdigest())'
  else fail 'neither sha256sum nor python3 is here to check the archive with.' 'install coreutils or busybox'; fi
}
unpack() {
  if have xz; then xz -dc
  elif have python3; then python3 -c 'import lzma, shutil, sys; shutil.copyfileobj(lzma.open(sys.stdin.buffer), sys.stdout.buffer)'
  else fail 'neither xz nor python3 is here to unpack with.' 'install xz-utils or busybox'; fi
}

if [ ! -d "$place" ]; then
  [ -r "$0" ] || fail "$0 cannot be read." 'call it by its path: sh /path/to/iml-bundle.run'
  found=$(payload | checksum)
  [ "$found" = "$CHECKSUM" ] || fail "this file is damaged: sha256 of its archive is $found, not $CHECKSUM." 'copy it again'
  free=$(df -Pk "$cache" 2>/dev/null | awk 'NR == 2 { print int($4 / 1024) }' 2>/dev/null || true)
  [ -z "$free" ] || [ "$free" -gt "$UNPACKED_MIB" ] ||
    fail "$cache has $free MiB free, and unpacked this takes $UNPACKED_MIB." 'make room, or set IML_BUNDLE_CACHE to another folder'
  part=$place.part.$$
  trap 'rm -rf "$part"' EXIT
  trap 'exit 143' HUP INT TERM
  rm -rf "$part"
  mkdir "$part"
  printf 'iml-bundle: unpacking into %s, once\n' "$place" >&2
  # The last file of the archive: without it the archive broke off.
  { payload | unpack | tar -xf - -C "$part"; } && [ -f "$part/complete" ] ||
    fail "the archive could not be unpacked into $cache." 'make room, or set IML_BUNDLE_CACHE to another folder'
  "$part/node" --version >/dev/null 2>"$part/words" ||
    fail "programs cannot be run from $cache: $(head -n 1 "$part/words" 2>/dev/null)" 'where it is mounted noexec, set IML_BUNDLE_CACHE to another folder; else libc, libstdc++ or libgcc is missing or old'
  rm -f "$part/words"
  # Another process may have been as quick: then mv puts ours inside its folder, or refuses.
  mv "$part" "$place" 2>/dev/null || [ -f "$place/complete" ] || fail "$part could not be renamed." 'call it again'
  rm -rf "$place/${part##*/}" "$part"
  trap - EXIT HUP INT TERM
fi

if [ "${1:-}" = gpu-evidence ]; then
  shift
  exec "$place/node" "$place/app/scripts/gpu-evidence/main.js" "$@"
fi
# Commands that are printed for copying name this file.
IML_BUNDLE=$0
export IML_BUNDLE
exec "$place/node" "$place/app/bin/iml.mjs" "$@"
# The archive follows.
