/** Set by proxy.ts on every page request, over whatever a browser sent: the path with its query, for the way back after sign-in. */
export const PATH_HEADER = "x-holdfast-path";
