import { messageOf, UserError } from '@taskora/base/errors';
import type { Span } from '@taskora/base/spans/span';
import { inOrder } from '@taskora/base/spans/span';

const tracesPath = '/v1/traces';

interface Trace {
  /** A collector of OTLP over HTTP, without the path of traces. */
  readonly endpoint: string;
  readonly service: string;
  /** Of the span that all others are parts of. */
  readonly name: string;
}

/**
 * Sends the spans of a run as one trace. The libraries are loaded with the first, for most runs send
 * none. Rejects with NXHELM_TRACE_NOT_SENT where the collector does not take them.
 */
export async function sendTrace(
  spans: readonly Span[],
  { endpoint, service, name }: Trace,
): Promise<void> {
  if (spans.length === 0) return;
  const [{ ROOT_CONTEXT, trace }, { OTLPTraceExporter }, resources, sdk] = await Promise.all([
    import('@opentelemetry/api'),
    import('@opentelemetry/exporter-trace-otlp-http'),
    import('@opentelemetry/resources'),
    import('@opentelemetry/sdk-trace'),
  ]);
  const exporter = new OTLPTraceExporter({ url: endpoint.replace(/\/$/, '') + tracesPath });
  const provider = new sdk.TracerProvider({
    resource: resources.resourceFromAttributes({ 'service.name': service }),
    spanProcessors: [new sdk.BatchSpanProcessor({ exporter })],
  });
  const tracer = provider.getTracer(service);
  const startTime = Math.min(...spans.map(({ startMs }) => startMs));
  const whole = tracer.startSpan(name, { startTime }, ROOT_CONTEXT);
  const parent = trace.setSpan(ROOT_CONTEXT, whole);
  for (const { name: step, of, startMs, endMs } of inOrder(spans)) {
    const attributes = { 'taskora.of': of };
    tracer.startSpan(step, { startTime: startMs, attributes }, parent).end(endMs);
  }
  whole.end(Math.max(...spans.map(({ endMs }) => endMs)));
  try {
    await provider.shutdown();
  } catch (error) {
    throw new UserError(
      'NXHELM_TRACE_NOT_SENT',
      `${endpoint} did not take the trace: ${messageOf(error)}`,
      `curl --head ${endpoint}, or unset OTEL_EXPORTER_OTLP_ENDPOINT`,
    );
  }
}
