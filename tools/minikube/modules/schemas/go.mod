module taskora.local/schemas

go 1.24.0

require (
	k8s.io/kubernetes v1.34.4
	sigs.k8s.io/gateway-api v1.4.1
)
