/** host[:port] as part of an address was meant: decoded, lower case. What can't be decoded stays as it is, and names no host. */
export function hostOfPath(part: string): string {
  try {
    return decodeURIComponent(part).toLowerCase();
  } catch (error) {
    if (error instanceof URIError) return part.toLowerCase();
    throw error;
  }
}

/** The page of a host. */
export function hostPath(host: string): string {
  return `/hosts/${encodeURIComponent(host)}`;
}
