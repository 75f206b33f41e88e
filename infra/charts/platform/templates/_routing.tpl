{{/* The front ends by the name of chart and Service, with the hosts that people type. */}}
{{- define "platform.hosts" -}}
{{- range $name, $url := pick .Values.global.urls "chatbot" "web" }}
{{ $name }}: {{ (urlParse $url).hostname | quote }}
{{- end }}
{{- end }}

{{/*
How long answers may take, and that they pass unbuffered, for the common controllers; each reads its
own annotations. Traefik needs none: it buffers no answer and ends none that has begun.
*/}}
{{- define "platform.ingressAnnotations" -}}
{{- $seconds := int .Values.routing.timeoutSeconds -}}
nginx.ingress.kubernetes.io/proxy-buffering: "off"
nginx.ingress.kubernetes.io/proxy-request-buffering: "off"
nginx.ingress.kubernetes.io/proxy-read-timeout: {{ $seconds | quote }}
nginx.ingress.kubernetes.io/proxy-send-timeout: {{ $seconds | quote }}
nginx.org/proxy-buffering: "False"
nginx.org/proxy-read-timeout: {{ printf "%ds" $seconds | quote }}
nginx.org/proxy-send-timeout: {{ printf "%ds" $seconds | quote }}
haproxy.org/timeout-server: {{ printf "%ds" $seconds | quote }}
haproxy-ingress.github.io/timeout-server: {{ printf "%ds" $seconds | quote }}
projectcontour.io/response-timeout: {{ printf "%ds" $seconds | quote }}
alb.ingress.kubernetes.io/target-type: ip
alb.ingress.kubernetes.io/load-balancer-attributes: {{ printf "idle_timeout.timeout_seconds=%d" $seconds | quote }}
appgw.ingress.kubernetes.io/request-timeout: {{ $seconds | quote }}
{{- with .Values.routing.ingress.tls }}
{{- if .issuer }}
{{ ternary "cert-manager.io/issuer" "cert-manager.io/cluster-issuer" (eq .issuerKind "Issuer") }}: {{ .issuer | quote }}
{{- end }}
{{- end }}
{{- end }}

{{/* Values that contradict each other; each is one error that names both. */}}
{{- define "platform.checkRouting" -}}
{{- $routing := .Values.routing -}}
{{- $tls := $routing.ingress.tls -}}
{{- $kind := $routing.kind -}}
{{- if and $routing.gateway.name (ne $kind "gateway") -}}
{{- fail (printf "ERROR: routing.gateway.name is %q and routing.kind is %q, so no route would lead there. Do: set routing.kind to gateway, or remove the name" $routing.gateway.name $kind) -}}
{{- end -}}
{{- if and (or $tls.secretName $tls.issuer $tls.elsewhere) (ne $kind "ingress") -}}
{{- fail (printf "ERROR: routing.ingress.tls is set and routing.kind is %q, so it would guard nothing. Do: set routing.kind to ingress, or remove routing.ingress.tls (a Gateway has the certificates of its listeners)" $kind) -}}
{{- end -}}
{{- if ne $kind "none" -}}
{{- range $name, $url := pick .Values.global.urls "chatbot" "web" -}}
{{- $host := (urlParse $url).hostname -}}
{{- if not (regexMatch "^([a-z0-9]([-a-z0-9]*[a-z0-9])?\\.)+[a-z]([-a-z0-9]*[a-z0-9])?$" $host) -}}
{{- fail (printf "ERROR: global.urls.%s is %q, whose host is no name of a domain, and routing.kind is %q. Do: set global.urls.%s to the address that people will type, or routing.kind to none" $name $url $kind $name) -}}
{{- end -}}
{{- if eq $kind "ingress" -}}
{{- $isSecure := hasPrefix "https:" $url -}}
{{- if and $isSecure (not $tls.secretName) (not $tls.elsewhere) -}}
{{- fail (printf "ERROR: global.urls.%s is %q and routing.ingress.tls names no Secret, so nobody could open it. Do: set routing.ingress.tls.secretName, or routing.ingress.tls.elsewhere where something in front ends TLS" $name $url) -}}
{{- end -}}
{{- if and (not $isSecure) (or $tls.secretName $tls.issuer $tls.elsewhere) -}}
{{- fail (printf "ERROR: routing.ingress.tls is set and global.urls.%s is %q. Do: let it begin with https, or remove routing.ingress.tls" $name $url) -}}
{{- end -}}
{{- end -}}
{{- end -}}
{{- if eq (urlParse .Values.global.urls.web).hostname (urlParse .Values.global.urls.chatbot).hostname -}}
{{- fail (printf "ERROR: global.urls.web and global.urls.chatbot have one host, %q, which can lead to one of them only. Do: give one of them another host" (urlParse .Values.global.urls.web).hostname) -}}
{{- end -}}
{{- end -}}
{{- if and $tls.issuer (not $tls.secretName) -}}
{{- fail (printf "ERROR: routing.ingress.tls.issuer is %q and routing.ingress.tls.secretName is empty, so the certificate would have no place. Do: set routing.ingress.tls.secretName" $tls.issuer) -}}
{{- end -}}
{{- if and $tls.elsewhere $tls.secretName -}}
{{- fail (printf "ERROR: routing.ingress.tls.elsewhere is true and routing.ingress.tls.secretName is %q, and TLS ends in one place. Do: remove one of them" $tls.secretName) -}}
{{- end -}}
{{- if and (eq $kind "gateway") (not $routing.gateway.name) -}}
{{- fail "ERROR: routing.kind is \"gateway\" and routing.gateway.name is empty, so the routes would belong to none. Do: set routing.gateway.name to the Gateway of the cluster" -}}
{{- end -}}
{{- end }}
