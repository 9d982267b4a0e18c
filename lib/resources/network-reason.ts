import { type Explained, said } from "./explained";

/*
 * Reasons of a check that got no usable answer: what lies between Holdfast and the page. Browser-safe.
 */

/** Those that lie with a host as a whole and not with one of its pages. */
export const HOST_REASONS = [
  "dns",
  "refused",
  "no_route",
  "timeout",
  "timeout_dns",
  "timeout_connect",
  "timeout_tls",
  "timeout_headers",
  "timeout_body",
  "reset",
  "tls_expired",
  "tls_not_yet_valid",
  "tls_name",
  "tls_chain",
  "tls_self_signed",
  "tls_failed",
] as const;

export const NETWORK_REASONS = [...HOST_REASONS, "too_many_redirects", "invalid_response"] as const;

export const NETWORK_TEXT: Record<(typeof NETWORK_REASONS)[number], Explained> = {
  dns: said(
    "No such host",
    "The host's name leads to no address.",
    "Check the spelling, or look for the site's new name.",
  ),
  refused: said(
    "Connection refused",
    "The host's machine answers, but runs no web server there.",
    "Wait for the next check.",
  ),
  no_route: said("No route", "The network knows no way to the host's machine.", "Wait for the next check."),
  timeout: said("Time-out", "The host did not answer in time.", "Wait for the next check."),
  timeout_dns: said("Name look-up timed out", "Nobody said in time where the host is.", "Wait for the next check."),
  timeout_connect: said("No connection in time", "The host's machine did not react.", "Wait for the next check."),
  timeout_tls: said(
    "No encryption in time",
    "The host took the connection, but did not agree on encryption in time.",
    "Wait for the next check.",
  ),
  timeout_headers: said(
    "No answer in time",
    "The host took the request, but did not answer it in time.",
    "Wait for the next check.",
  ),
  timeout_body: said(
    "Page stalled",
    "The host began to answer, but the page did not come in time.",
    "Wait for the next check.",
  ),
  reset: said("Connection cut", "The host ended the connection before it had answered.", "Wait for the next check."),
  tls_expired: said(
    "Certificate expired",
    "The host's certificate is out of date; browsers warn of it.",
    "Tell the site's owner.",
  ),
  tls_not_yet_valid: said(
    "Certificate not valid yet",
    "The host's certificate is for a later time; browsers warn of it.",
    "Tell the site's owner.",
  ),
  tls_name: said("Wrong certificate", "The host's certificate is made for another name.", "Check the host's name."),
  tls_chain: said(
    "Incomplete certificate",
    "The host does not show who vouches for its certificate.",
    "Tell the site's owner.",
  ),
  tls_self_signed: said(
    "Self-signed",
    "Nobody but the host itself vouches for its certificate.",
    "Tell the site's owner.",
  ),
  tls_failed: said(
    "No secure connection",
    "The host and Holdfast could not agree on encryption.",
    "Try the address with http.",
  ),
  too_many_redirects: said("Redirect loop", "The address leads on and on without an end.", "Open the page yourself."),
  invalid_response: said(
    "Unreadable answer",
    "The host's answer does not follow the rules of the web.",
    "Open the page yourself.",
  ),
};
