# The program in an image. Written, not built: the base images could not be had where the project is made. Name the vendor's .NET 10
# images, the SDK's and the runtime's, or any with glibc 2.36 or newer:
#   docker build --build-arg SDK_IMAGE=… --build-arg RUNTIME_IMAGE=… -t gradcam .
#   docker run --rm -v "$PWD:/data" -w /data gradcam --image-path cat.jpg --network resnet50 --weight-path resnet50.pth
ARG SDK_IMAGE
ARG RUNTIME_IMAGE
FROM ${SDK_IMAGE} AS build
RUN apt-get update && apt-get install -y --no-install-recommends binutils
COPY . /src
RUN dotnet publish /src/src/GradCam.Cli -c Release -o /app -p:StripNativeFiles=true

FROM ${RUNTIME_IMAGE}
COPY --from=build /app /app
# The vendor's images have this user; results are its own.
USER 1654
# As a list, so that a signal to stop reaches the program and not a shell.
ENTRYPOINT ["/app/gradcam"]
