#!/usr/bin/env bash
# The npm package yaml 2.9.1 writes some texts so that it reads back other ones, or nothing.
#
# Found, with the defaults: a text whose first line is blanks alone is written as a block scalar without
# an indentation indicator, or at the top with one that is too small. Read back, the blanks are gone; with
# more text behind, the document cannot be read at all. With double quotes as default, a blank at a fold
# comes back as a backslash.
# Versions: yaml 2.9.1, Node 20 and 24.
# For a builder: a program that edits values, ConfigMaps or Helm values by parse and stringify changes texts
# that it never looked at. Write JSON, which is YAML too, where a text has to arrive as it is.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund yaml@2.9.1
cat >try.mjs <<'PROGRAM'
import { parse, stringify } from 'yaml';

function back(text, options) {
  const written = stringify({ key: text }, options);
  try {
    return JSON.stringify(parse(written).key);
  } catch (error) {
    return error.code;
  }
}

const quoted = { defaultStringType: 'QUOTE_DOUBLE' };
const folded = '\n\n\n\n"  a\n\n\n\n \n  \n \n\n  x\n';
console.log('blanks and a line break:', JSON.stringify('  \n'), '->', back('  \n'));
let top;
try {
  top = JSON.stringify(parse(stringify('  \n"')));
} catch (error) {
  top = error.code;
}
console.log('a quotation mark behind, at the top:', JSON.stringify('  \n"'), '->', top);
const read = back(folded, quoted);
console.log('double quotes add a backslash:', read.includes('\\\\') && !folded.includes('\\'));
console.log('the same as JSON:', JSON.parse(JSON.stringify({ key: folded })).key === folded);
PROGRAM
node try.mjs | tee seen
cat >expected <<'SEEN'
blanks and a line break: "  \n" -> "\n"
a quotation mark behind, at the top: "  \n\"" -> UNEXPECTED_TOKEN
double quotes add a backslash: true
the same as JSON: true
SEEN
diff expected seen
