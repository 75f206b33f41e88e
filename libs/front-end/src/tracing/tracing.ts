import type { IncomingMessage, ServerResponse } from 'node:http';
import {
  defaultTextMapGetter,
  defaultTextMapSetter,
  ROOT_CONTEXT,
  SpanKind,
  SpanStatusCode,
  trace,
} from '@opentelemetry/api';
import { W3CTraceContextPropagator } from '@opentelemetry/core';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { resourceFromAttributes } from '@opentelemetry/resources';
import { BatchSpanProcessor, TracerProvider } from '@opentelemetry/sdk-trace';

export interface TracingOptions {
  service: string;
  version: string;
  /** A collector of OTLP over HTTP, without the path of traces. */
  endpoint: string;
}

export interface Tracing {
  /**
   * Begins the span of a request, which ends with its answer. From here on the headers of the request
   * name the span, so that what is handed on to the API becomes a part of the trace.
   */
  traceRequest(request: IncomingMessage, response: ServerResponse, route: string): void;
  /** Sends what was not sent yet. */
  end(): Promise<void>;
}

const tracesPath = '/v1/traces';

/** Nothing is registered for the process, or Next.js would add spans with the addresses that people type. */
export function startTracing({ service, version, endpoint }: TracingOptions): Tracing {
  const exporter = new OTLPTraceExporter({ url: endpoint.replace(/\/$/, '') + tracesPath });
  const provider = new TracerProvider({
    resource: resourceFromAttributes({
      'service.name': `taskora-${service}`,
      'service.version': version,
    }),
    spanProcessors: [new BatchSpanProcessor({ exporter })],
  });
  const tracer = provider.getTracer('taskora');
  const propagator = new W3CTraceContextPropagator();

  return {
    traceRequest(request, response, route) {
      const caller = propagator.extract(ROOT_CONTEXT, request.headers, defaultTextMapGetter);
      const method = request.method ?? '';
      const span = tracer.startSpan(
        `${method} ${route}`,
        {
          kind: SpanKind.SERVER,
          attributes: { 'http.request.method': method, 'http.route': route },
        },
        caller,
      );
      propagator.inject(trace.setSpan(caller, span), request.headers, defaultTextMapSetter);
      response.once('close', () => {
        const { statusCode } = response;
        if (response.writableFinished) span.setAttribute('http.response.status_code', statusCode);
        if (!response.writableFinished || statusCode >= 500) {
          span.setStatus({ code: SpanStatusCode.ERROR });
        }
        span.end();
      });
    },
    end: () => provider.shutdown(),
  };
}
