// Two programs of Argo CD: the one that applies, and the one that reads sources for it. Its other programs,
// such as the one for browsers, are most of what would have to be built.
package main

import (
	"os"

	controller "github.com/argoproj/argo-cd/v3/cmd/argocd-application-controller/commands"
	repoServer "github.com/argoproj/argo-cd/v3/cmd/argocd-repo-server/commands"
	"github.com/spf13/cobra"
)

func main() {
	command := &cobra.Command{Use: "argocd"}
	command.AddCommand(controller.NewCommand(), repoServer.NewCommand())
	if command.Execute() != nil {
		os.Exit(1)
	}
}
