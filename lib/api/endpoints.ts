import { z } from "zod";
import { endpoint } from "@/lib/api/endpoint";
import { HostJson, HostParams, HostsQuery } from "@/lib/api/host-shapes";
import {
  AcknowledgeBody,
  AddResourceBody,
  ChangeSettingsBody,
  EditResourceBody,
  IdParams,
  ImportQuery,
  SnapshotBody,
  SubmitSnapshotsBody,
} from "@/lib/api/input";
import {
  ActivityQuery,
  OverviewQuery,
  PageQuery,
  RemovalsQuery,
  ResourcesQuery,
  SnapshotsQuery,
} from "@/lib/api/queries";
import {
  ActivityJson,
  CollectionJson,
  ImportJson,
  pageOf,
  RemovalJson,
  ResourceJson,
  SettingJson,
  SnapshotJson,
} from "@/lib/api/shapes";
import { OverviewJson, TimelineEntryJson } from "@/lib/api/view-shapes";
import { CollectionsSelection } from "@/lib/bulk/selection";
import { AddCollectionInput, EditCollectionInput } from "@/lib/collections/input";
import { EditHostInput } from "@/lib/hosts/input";
import { DraftRemovalInput, RemovalStateInput } from "@/lib/removals/input";

const SubmittedJson = z.object({
  bulkRunId: z.string().nullable().describe("null for a dry run."),
  selected: z.number().int(),
  refused: z.number().int().describe("Of collections that you may not change."),
});

/**
 * Every endpoint of the API, once: routes take their rights, inputs and answers from here, and so do the OpenAPI document and the
 * test of permissions.
 */
export const ENDPOINTS = {
  "resources.add": endpoint({
    method: "POST",
    path: "/api/v1/resources",
    role: "editor",
    summary: "Add a resource; the one that is there is answered with 200",
    body: AddResourceBody,
    replies: { 200: ResourceJson, 201: ResourceJson },
  }),
  "resources.list": endpoint({
    method: "GET",
    path: "/api/v1/resources",
    role: "viewer",
    summary: "List resources by filter and order",
    query: ResourcesQuery,
    replies: { 200: pageOf(ResourceJson) },
  }),
  "resources.get": endpoint({
    method: "GET",
    path: "/api/v1/resources/{id}",
    role: "viewer",
    summary: "Read a resource; an id in another spelling is redirected to its own",
    params: IdParams,
    replies: { 200: ResourceJson },
  }),
  "resources.edit": endpoint({
    method: "PATCH",
    path: "/api/v1/resources/{id}",
    role: "editor",
    summary: "Change a resource; another URL starts its checks over",
    params: IdParams,
    body: EditResourceBody,
    replies: { 200: ResourceJson },
  }),
  "resources.delete": endpoint({
    method: "DELETE",
    path: "/api/v1/resources/{id}",
    role: "editor",
    summary: "Delete a resource, within its grace period unless you are an admin",
    params: IdParams,
    replies: { 200: z.object({ id: z.string() }) },
  }),
  "resources.check": endpoint({
    method: "POST",
    path: "/api/v1/resources/{id}/check",
    role: "editor",
    summary: "Check now",
    params: IdParams,
    replies: {
      202: z.object({
        id: z.string(),
        isAlreadyRequested: z.boolean(),
        isStarted: z.boolean().describe("False: stored, starts when the engine is back."),
      }),
    },
  }),
  "resources.snapshot": endpoint({
    method: "POST",
    path: "/api/v1/resources/{id}/snapshot",
    role: "editor",
    summary: "Archive now",
    params: IdParams,
    body: SnapshotBody,
    replies: {
      202: z.object({
        snapshotId: z.string().nullable(),
        skipped: z.string().nullable().describe("Code of why no snapshot is made; null when one is."),
        detail: z.string().nullable(),
        isStarted: z.boolean().describe("False: stored, starts when the engine is back."),
      }),
    },
  }),
  "resources.acknowledge": endpoint({
    method: "POST",
    path: "/api/v1/resources/{id}/acknowledgement",
    role: "editor",
    summary: "Acknowledge the outcome: it asks for nobody until it changes or the date has come",
    params: IdParams,
    body: AcknowledgeBody,
    replies: { 200: ResourceJson },
  }),
  "resources.withdrawAcknowledgement": endpoint({
    method: "DELETE",
    path: "/api/v1/resources/{id}/acknowledgement",
    role: "editor",
    summary: "Withdraw the acknowledgement; harmless when there is none",
    params: IdParams,
    replies: { 200: ResourceJson },
  }),
  "resources.timeline": endpoint({
    method: "GET",
    path: "/api/v1/resources/{id}/timeline",
    role: "viewer",
    summary: "Checks, snapshots and what people did, newest first",
    params: IdParams,
    query: PageQuery,
    replies: { 200: pageOf(TimelineEntryJson) },
  }),
  "resources.import": endpoint({
    method: "POST",
    path: "/api/v1/resources/import",
    role: "editor",
    summary: "Import a CSV (url, title, visibility) or JSON lines, with an answer for each line",
    query: ImportQuery,
    fileTypes: ["text/csv", "application/x-ndjson", "application/jsonl", "text/plain"],
    replies: { 200: ImportJson },
  }),
  "collections.list": endpoint({
    method: "GET",
    path: "/api/v1/collections",
    role: "viewer",
    summary: "List collections with their resources by verdict",
    replies: { 200: pageOf(CollectionJson) },
  }),
  "collections.add": endpoint({
    method: "POST",
    path: "/api/v1/collections",
    role: "admin",
    summary: "Add a collection",
    body: AddCollectionInput,
    replies: { 201: CollectionJson },
  }),
  "collections.edit": endpoint({
    method: "PATCH",
    path: "/api/v1/collections/{slug}",
    role: "editor",
    summary: "Change a collection; a shorter interval brings checks forward",
    params: z.object({ slug: z.string().min(1) }),
    body: EditCollectionInput,
    replies: { 200: CollectionJson },
  }),
  "snapshots.list": endpoint({
    method: "GET",
    path: "/api/v1/snapshots",
    role: "viewer",
    summary: "List snapshots, newest first",
    query: SnapshotsQuery,
    replies: { 200: pageOf(SnapshotJson) },
  }),
  "snapshots.submit": endpoint({
    method: "POST",
    path: "/api/v1/snapshots",
    role: "editor",
    summary: "Archive now what a selection has, at the archive's pace; its progress is a bulk action",
    body: SubmitSnapshotsBody,
    replies: { 200: SubmittedJson, 202: SubmittedJson },
  }),
  "snapshots.refresh": endpoint({
    method: "POST",
    path: "/api/v1/snapshots/refresh",
    role: "editor",
    summary: "Read the results of a selection's snapshots under way now",
    body: CollectionsSelection,
    replies: {
      202: z.object({
        underWay: z.number().int(),
        isStarted: z.boolean().describe("False: the engine is away; results are read when it is back."),
      }),
    },
  }),
  "removals.list": endpoint({
    method: "GET",
    path: "/api/v1/removals",
    role: "viewer",
    summary: "List removal requests, newest first",
    query: RemovalsQuery,
    replies: { 200: pageOf(RemovalJson) },
  }),
  "removals.draft": endpoint({
    method: "POST",
    path: "/api/v1/resources/{id}/removal",
    role: "editor",
    summary:
      "Draft the letter that asks the Wayback Machine to remove what it has of a resource; an unsent draft is written anew",
    params: IdParams,
    body: DraftRemovalInput,
    replies: { 200: RemovalJson, 201: RemovalJson },
  }),
  "removals.change": endpoint({
    method: "PATCH",
    path: "/api/v1/removals/{id}",
    role: "editor",
    summary: "Record that a removal request was sent, or what came of it",
    params: IdParams,
    body: RemovalStateInput,
    replies: { 200: RemovalJson },
  }),
  "activity.list": endpoint({
    method: "GET",
    path: "/api/v1/activity",
    role: "viewer",
    summary: "Who did what, newest first",
    query: ActivityQuery,
    replies: { 200: pageOf(ActivityJson) },
  }),
  "overview.get": endpoint({
    method: "GET",
    path: "/api/v1/overview",
    role: "viewer",
    summary: "Health by verdict, what has changed, queues, schedules and pauses",
    query: OverviewQuery,
    replies: { 200: OverviewJson },
  }),
  "hosts.list": endpoint({
    method: "GET",
    path: "/api/v1/hosts",
    role: "viewer",
    summary: "List hosts with how they stand and their resources by verdict",
    query: HostsQuery,
    replies: { 200: pageOf(HostJson) },
  }),
  "hosts.get": endpoint({
    method: "GET",
    path: "/api/v1/hosts/{host}",
    role: "viewer",
    summary: "Read a host",
    params: HostParams,
    replies: { 200: HostJson },
  }),
  "hosts.edit": endpoint({
    method: "PATCH",
    path: "/api/v1/hosts/{host}",
    role: "admin",
    summary: "Pause a host or lift its pause; set its rule or end it",
    params: HostParams,
    body: EditHostInput,
    replies: { 200: HostJson },
  }),
  "settings.list": endpoint({
    method: "GET",
    path: "/api/v1/settings",
    role: "viewer",
    summary: "Every setting with its value, default, unit and source",
    replies: { 200: z.object({ data: z.array(SettingJson) }) },
  }),
  "settings.change": endpoint({
    method: "PATCH",
    path: "/api/v1/settings",
    role: "admin",
    summary: "Change settings: all of them or, when one value is wrong, none",
    body: ChangeSettingsBody,
    replies: { 200: z.object({ data: z.array(SettingJson) }) },
  }),
} as const;

export type EndpointKey = keyof typeof ENDPOINTS;
