# The emulator as an image: one static binary on nothing. Built and tried by .ci/image.
ARG GO_VERSION=1.26

# Go builds for any platform on any: only the files that are copied in the end are of the image's own.
FROM --platform=$BUILDPLATFORM docker.io/library/golang:${GO_VERSION} AS build
WORKDIR /src
# The modules first, so that a change of the code does not fetch them again.
COPY go.mod go.sum ./
RUN go mod download
COPY . .
# Given by the builder for the platform that the image is for; empty, they are those of this one.
ARG TARGETOS
ARG TARGETARCH
ARG VERSION=""
RUN CGO_ENABLED=0 GOOS=${TARGETOS} GOARCH=${TARGETARCH} \
    go build -trimpath -ldflags "-s -w -X main.version=${VERSION}" -o /out/linkup-emulator ./cmd/linkup-emulator

FROM scratch
ARG VERSION=""
ARG REVISION=""
LABEL org.opencontainers.image.title="linkup-emulator" \
      org.opencontainers.image.description="An emulator of LinkupAPI's Get Connections endpoint" \
      org.opencontainers.image.source="https://github.com/linkup-emulator/linkup-emulator" \
      org.opencontainers.image.licenses="MIT" \
      org.opencontainers.image.version="${VERSION}" \
      org.opencontainers.image.revision="${REVISION}"
COPY --from=build /etc/ssl/certs/ca-certificates.crt /etc/ssl/certs/ca-certificates.crt
COPY --from=build /out/linkup-emulator /linkup-emulator
# In a container the loopback interface reaches nobody: listen on all of them.
ENV LINKUP_EMULATOR_LISTEN=:8080
EXPOSE 8080
USER 65532:65532
HEALTHCHECK --interval=5s --timeout=4s --start-period=5s --retries=3 CMD ["/linkup-emulator", "healthcheck"]
ENTRYPOINT ["/linkup-emulator"]
