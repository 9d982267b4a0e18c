import { noSuchEndpoint } from "@/lib/api";

/** Whatever no other route answers, in JSON. */
export const GET = noSuchEndpoint;
export const POST = noSuchEndpoint;
export const PUT = noSuchEndpoint;
export const PATCH = noSuchEndpoint;
export const DELETE = noSuchEndpoint;
