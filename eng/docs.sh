#!/usr/bin/env bash
# Makes the documentation site in artifacts/site, API reference included. A link that leads nowhere fails it. Needs Node.js with npm beside the SDK.
set -euo pipefail
cd "$(dirname "$0")/.."
rm -rf docs/api artifacts/site
dotnet run eng/api-reference.cs -- docs/api
(cd docs && npm ci --no-audit --no-fund --silent && npx vitepress build)
