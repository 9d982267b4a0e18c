import { z } from "zod";
import { setting } from "./setting-definition";

const group = "checks";

/** Settings of checks. */
export const CHECK_SETTINGS = {
  "checks.isOn": setting({
    group,
    label: "Checks are on",
    schema: z.boolean(),
    default: true,
    unit: null,
    reason: "Off: nothing is checked; wishes are kept and start when it is on again.",
  }),
  "checks.intervalDays": setting({
    group,
    label: "Check each resource every",
    schema: z.number().min(0.01).max(365),
    default: 7,
    unit: "days",
    reason: "Links rot over weeks, not hours; a weekly look finds it soon and bothers no host.",
  }),
  "checks.confirmFailures": setting({
    group,
    label: "Failures in a row before a resource counts as broken",
    schema: z.int().min(1).max(20),
    default: 3,
    unit: "count",
    reason: "One bad minute is not broken.",
  }),
  "checks.confirmSpanHours": setting({
    group,
    label: "These failures must span at least",
    schema: z.number().min(0).max(720),
    default: 24,
    unit: "hours",
    reason: "Nightly maintenance and short outages stay shorter than a day.",
  }),
  "checks.recheckHours": setting({
    group,
    label: "Look again at a failing resource after",
    schema: z.array(z.number().positive().max(720)).min(1).max(10),
    default: [1, 6, 24],
    unit: "hours",
    reason: "Sooner than weekly, so that a failure is confirmed or cleared within two days.",
  }),
  "checks.hostIntervalMs": setting({
    group,
    label: "Pause between two requests to one host",
    schema: z.int().min(0).max(600_000),
    default: 1_000,
    unit: "ms",
    reason: "Polite to small servers; hosts are checked side by side, so the whole stays quick.",
  }),
  "checks.parallelHosts": setting({
    group,
    label: "Hosts checked at the same time",
    schema: z.int().min(1).max(500),
    default: 20,
    unit: "count",
    reason: "Enough to keep two cores busy without filling the machine's sockets.",
  }),
  "checks.connectTimeoutMs": setting({
    group,
    label: "Wait for a connection",
    schema: z.int().min(100).max(120_000),
    default: 10_000,
    unit: "ms",
    reason: "Slower than this is down for most readers.",
  }),
  "checks.headersTimeoutMs": setting({
    group,
    label: "Wait for the answer's first line",
    schema: z.int().min(100).max(120_000),
    default: 15_000,
    unit: "ms",
    reason: "Some catalogues compute a page before they answer.",
  }),
  "checks.bodyTimeoutMs": setting({
    group,
    label: "Wait for the answer's body",
    schema: z.int().min(100).max(300_000),
    default: 20_000,
    unit: "ms",
    reason: "A body that drips forever must not hold a worker.",
  }),
  "checks.maxBodyBytes": setting({
    group,
    label: "Read of a body at most",
    schema: z.int().min(1_024).max(50_000_000),
    default: 2_000_000,
    unit: "bytes",
    reason: "Enough to recognise an error page; large files are not downloaded to be checked.",
  }),
  "checks.readBodyEveryDays": setting({
    group,
    label: "Read a good page, not only its headers, every",
    schema: z.number().min(1).max(365),
    default: 30,
    unit: "days",
    reason: "Only the page itself shows that it has become another; a month finds it soon enough and spares the hosts.",
  }),
  "checks.similarityAlike": setting({
    group,
    label: "Two pages are the same page if they are alike by",
    schema: z.number().min(0.5).max(1),
    default: 0.85,
    unit: null,
    reason: "From 0 to 1. Lower finds more error pages with a code of success, and takes more good pages for one.",
  }),
  "checks.similarityDrift": setting({
    group,
    label: "A page has changed a lot if it is like its former self by less than",
    schema: z.number().min(0).max(0.5),
    default: 0.15,
    unit: null,
    reason: "From 0 to 1. Front pages with fresh news keep more than this of their words; another site does not.",
  }),
  "checks.verifyTls": setting({
    group,
    label: "A certificate that browsers would refuse counts as a failure",
    schema: z.boolean(),
    default: true,
    unit: null,
    reason: "Off: such pages are read all the same, and the evidence says what is wrong with the certificate.",
  }),
  "checks.contact": setting({
    group,
    label: "Contact in our User-Agent",
    schema: z
      .string()
      .trim()
      .max(200)
      .regex(/^[\x20-\x7e]*$/, "Only plain ASCII characters fit into a request header."),
    default: "",
    unit: null,
    reason: "A web address or e-mail by which the owners of checked sites reach you.",
  }),
  "checks.retentionDays": setting({
    group,
    label: "Keep the history of checks for",
    schema: z.int().min(1).max(3_650),
    default: 180,
    unit: "days",
    reason: "Half a year shows a site's habits; the newest check of each resource is always kept.",
  }),
  "checks.changesRetentionDays": setting({
    group,
    label: "Keep changes of verdict for",
    schema: z.int().min(1).max(36_500),
    default: 1_825,
    unit: "days",
    reason:
      "Few and small, and reports compare with any date; the one that tells what a resource was then is always kept.",
  }),
} as const;
