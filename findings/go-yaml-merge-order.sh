#!/usr/bin/env bash
# In YAML as Kubernetes' Go programs read it, a merge key that stands later wins over the mapping's own key.
#
# Found: `{a: 5, <<: *m}` has m's `a`, while `{<<: *m, a: 5}` has 5. The YAML merge key type and JavaScript's
# yaml 2.9.1, version 1.1, give 5 both times: own keys win wherever they stand. Also `0b-1` is the number -1
# in Go and a text in JavaScript.
# Versions: sigs.k8s.io/yaml v1.6.0 (what kubectl and Helm read manifests and values with), yaml 2.9.1.
# For a builder: a tool in another language that reads a chart's values or a manifest with anchors can see
# other values than Helm renders with, without any error. Let Helm read, or imitate the order.
set -euo pipefail
folder=$(mktemp -d)
trap 'chmod -R u+w "$folder"; rm -rf "$folder"' EXIT
cd "$folder"
cat >go.mod <<'MODULE'
module example.org/try

go 1.22
MODULE
cat >main.go <<'PROGRAM'
package main

import (
	"fmt"
	"os"

	"sigs.k8s.io/yaml"
)

func main() {
	text, err := os.ReadFile("text.yaml")
	if err != nil {
		panic(err)
	}
	json, err := yaml.YAMLToJSON(text)
	if err != nil {
		panic(err)
	}
	fmt.Println(string(json))
}
PROGRAM
cat >text.yaml <<'TEXT'
base: &base { a: 1 }
after: { a: 5, <<: *base }
before: { <<: *base, a: 5 }
binary: 0b-1
TEXT
GOFLAGS=-mod=mod go get sigs.k8s.io/yaml@v1.6.0 >/dev/null 2>&1
npm init -y >/dev/null
npm install --silent --no-audit --no-fund yaml@2.9.1
cat >try.mjs <<'PROGRAM'
import { readFileSync } from 'node:fs';
import { parse } from 'yaml';

const { after, base, before, binary } = parse(readFileSync('text.yaml', 'utf8'), {
  version: '1.1',
});
console.log(JSON.stringify({ after, base, before, binary }));
PROGRAM
{ printf 'Go: ' && GOFLAGS=-mod=mod go run . && printf 'JavaScript: ' && node try.mjs; } | tee seen
cat >expected <<'SEEN'
Go: {"after":{"a":1},"base":{"a":1},"before":{"a":5},"binary":-1}
JavaScript: {"after":{"a":5},"base":{"a":1},"before":{"a":5},"binary":"0b-1"}
SEEN
diff expected seen
