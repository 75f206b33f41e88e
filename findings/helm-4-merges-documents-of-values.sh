#!/usr/bin/env bash
# Helm 4 merges all YAML documents of one values file; Helm 3 reads the first and ignores the rest.
#
# Found: a values file may hold several documents, divided by `---`. For Helm 3 what stands behind the first
# divider does not exist, and neither `helm lint` nor `helm template` says so. Helm 4 merges the documents in
# their order, as if each were a file of its own given by another `-f`: a later one wins, and keys that only it
# has appear. The same file, the same chart and the same command give other values, without a warning in
# either version.
# Versions: helm.sh/helm/v3 3.20.0, helm.sh/helm/v4 4.2.4, through their own package pkg/cli/values.
# For a builder: files that were put together from several (`cat a.yaml b.yaml`), or that end with a document of
# notes, change a release when Helm is upgraded. Whoever computes values beside Helm (a differ, a linter, a hash
# of inputs) has to merge all documents for Helm 4 and to take the first alone for Helm 3; refusing a second
# document is right for both.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
export GOMODCACHE="$folder/modules" GOCACHE="$folder/build" GOFLAGS='-mod=mod -modcacherw' GOWORK=off
go version

cat >go.mod <<'END'
module example.org/values

go 1.26.0

require (
	helm.sh/helm/v3 v3.20.0
	helm.sh/helm/v4 v4.2.4
)
END

cat >main.go <<'END'
package main

import (
	"fmt"

	three "helm.sh/helm/v3/pkg/cli/values"
	getter3 "helm.sh/helm/v3/pkg/getter"
	four "helm.sh/helm/v4/pkg/cli/values"
	getter4 "helm.sh/helm/v4/pkg/getter"
)

func main() {
	files := []string{"values.yaml"}
	of3, err := (&three.Options{ValueFiles: files}).MergeValues(getter3.Providers{})
	fmt.Println("helm 3:", of3, err)
	of4, err := (&four.Options{ValueFiles: files}).MergeValues(getter4.Providers{})
	fmt.Println("helm 4:", of4, err)
}
END

cat >values.yaml <<'END'
replicas: 2
image: one
---
replicas: 3
port: 80
END

go run . 2>errors | tee seen || { cat errors; exit 1; }

cat >expected <<'END'
helm 3: map[image:one replicas:2] <nil>
helm 4: map[image:one port:80 replicas:3] <nil>
END
diff expected seen && echo "as found: the second document counts for Helm 4 alone"
