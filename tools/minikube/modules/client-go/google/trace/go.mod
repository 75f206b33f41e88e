module github.com/GoogleCloudPlatform/opentelemetry-operations-go/exporter/trace

go 1.25

require go.opentelemetry.io/otel/sdk v1.43.0
