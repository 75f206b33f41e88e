// Storage-provisioner serves PersistentVolumeClaims of Minikube's standard class from a folder of
// the node. Minikube's own main elects a leader through an Endpoints lock that today's client-go
// has dropped; on one node there is one provisioner, so this main elects nobody.
package main

import (
	"context"
	"os/signal"
	"syscall"

	"k8s.io/client-go/kubernetes"
	"k8s.io/client-go/rest"
	"k8s.io/klog/v2"
	"k8s.io/minikube/pkg/storage"
	"sigs.k8s.io/sig-storage-lib-external-provisioner/v6/controller"
)

const (
	provisionerName = "k8s.io/minikube-hostpath"
	volumesFolder   = "/tmp/hostpath-provisioner"
)

func run(ctx context.Context) error {
	config, err := rest.InClusterConfig()
	if err != nil {
		return err
	}
	client, err := kubernetes.NewForConfig(config)
	if err != nil {
		return err
	}
	server, err := client.Discovery().ServerVersion()
	if err != nil {
		return err
	}
	provisioner := storage.NewHostPathProvisioner(volumesFolder)
	controller.NewProvisionController(
		client, provisionerName, provisioner, server.GitVersion, controller.LeaderElection(false),
	).Run(ctx)
	return nil
}

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), syscall.SIGINT, syscall.SIGTERM)
	defer stop()
	if err := run(ctx); err != nil {
		klog.Fatal(err)
	}
}
