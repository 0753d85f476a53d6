# A static binary and nothing else: it carries its content, its time zones and its own health check.
FROM golang:1.26-bookworm AS build
WORKDIR /src
COPY go.mod go.sum ./
RUN go mod download
COPY . .
RUN CGO_ENABLED=0 go build -trimpath -ldflags='-s -w' -o /ikdbot .

FROM scratch
# Telegram is spoken to over TLS.
COPY --from=build /etc/ssl/certs/ca-certificates.crt /etc/ssl/certs/
COPY LICENSE NOTICE /usr/share/doc/ikdbot/
COPY --from=build /ikdbot /usr/local/bin/ikdbot
# No name, only a number: this image has no /etc/passwd.
USER 65532:65532
# Inside a container the loopback address would be out of reach for a prober; nothing is published unless asked for.
ENV LISTEN_ADDR=:8080
EXPOSE 8080
HEALTHCHECK --interval=30s --timeout=6s --start-period=20s --retries=3 CMD ["/usr/local/bin/ikdbot", "health"]
ENTRYPOINT ["/usr/local/bin/ikdbot"]
CMD ["serve"]
