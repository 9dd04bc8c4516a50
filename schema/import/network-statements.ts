/** The SQL that puts a street network into D1: both doors, the desk and the command line, run the same. */

import { Buffer } from 'node:buffer'
import { NETWORKS_KEPT } from '../contract/limits.ts'
import { edgeCount, nodeCount, type WalkingNetwork } from '../rules/walking/network.ts'
import { packNetwork } from '../rules/walking/network-file.ts'
import { type Statement, statement } from '../statement.ts'

/** A network with the file in which it travels. */
export interface NetworkFile {
  network: WalkingNetwork
  /** as `packNetwork` makes it */
  packed: Uint8Array<ArrayBuffer>
  /** SHA-256 of `packed`, 64 hexadecimal digits */
  sha256: string
}

/** Bytes of a part that fit into a statement of a file of SQL, of which D1 takes 100 KB; base64 makes four of three. */
export const SQL_PART_BYTES = 60_000
/** Bytes of a part where they are bound; a row of D1 holds 2 MB. */
export const BOUND_PART_BYTES = 750_000

/** SHA-256 of bytes, 64 hexadecimal digits. */
export async function sha256Of(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  return Buffer.from(await crypto.subtle.digest('SHA-256', bytes)).toString('hex')
}

/** A network, packed. */
export async function networkFileOf(network: WalkingNetwork): Promise<NetworkFile> {
  const packed = new Uint8Array(await packNetwork(network))
  return { network, packed, sha256: await sha256Of(packed) }
}

/**
 * Stores a network beside the others; which one is in use stays as it is. One that is there already is not stored again.
 * @param at instant, ISO 8601 UTC
 * @param by account, null for the command line
 * @param partBytes {@link SQL_PART_BYTES} or {@link BOUND_PART_BYTES}
 */
export function storeNetwork(
  { network, packed, sha256 }: NetworkFile,
  at: string,
  by: string | null,
  partBytes: number,
): Statement[] {
  const { attribution, licence, date, sample } = network.source
  const parts = Array.from({ length: Math.ceil(packed.length / partBytes) }, (_, part) =>
    packed.subarray(part * partBytes, (part + 1) * partBytes),
  )
  return [
    statement(
      `INSERT INTO walking_network (sha256, bytes, nodes, edges, metres, attribution, licence, date, sample, at, by)
        SELECT ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11
          WHERE NOT EXISTS (SELECT 1 FROM walking_network WHERE sha256 = ?1)`,
      sha256,
      packed.length,
      nodeCount(network),
      edgeCount(network),
      network.lengths.reduce((sum, length) => sum + length, 0),
      attribution,
      licence,
      date,
      sample ? 1 : 0,
      at,
      by,
    ),
    ...parts.map((bytes, part) =>
      statement(
        `INSERT INTO walking_network_part (version, part, content)
          SELECT version, ?2, ?3 FROM walking_network WHERE sha256 = ?1 ON CONFLICT DO NOTHING`,
        sha256,
        part,
        Buffer.from(bytes).toString('base64'),
      ),
    ),
  ]
}

/** A version as the history shows it. */
const networkDocument = `json_object('version', version, 'sha256', sha256, 'bytes', bytes, 'nodes', nodes, 'edges', edges,
  'attribution', attribution, 'licence', licence, 'date', date)`

/**
 * Takes a version into use, with a row in the history; nothing happens when it is in use already. Where the column has
 * no such value none is in use afterwards, and minutes are estimated.
 * @param actor as the history names them
 */
function turnTo(
  column: 'version' | 'sha256',
  value: string | number | null,
  at: string,
  actor: string,
): Statement[] {
  return [
    statement(
      `INSERT INTO change (at, actor, subject_kind, subject, before, after)
        SELECT ?2, ?3, 'network', coalesce(new.version, old.version), old.document, new.document
        FROM (SELECT 1)
        LEFT JOIN (SELECT version, ${networkDocument} AS document FROM walking_network WHERE in_use = 1) AS old
        LEFT JOIN (SELECT version, ${networkDocument} AS document FROM walking_network WHERE ${column} = ?1) AS new
        WHERE old.version IS NOT new.version`,
      value,
      at,
      actor,
    ),
    statement(`UPDATE walking_network SET in_use = 0 WHERE in_use = 1 AND ${column} IS NOT ?1`, value),
    statement(`UPDATE walking_network SET in_use = 1 WHERE in_use = 0 AND ${column} = ?1`, value),
  ]
}

/** Takes the network of a file into use. */
export const useNetworkOf = (sha256: string, at: string, actor: string): Statement[] =>
  turnTo('sha256', sha256, at, actor)

/** Takes a version into use; with null there is none any more, and minutes are estimated. */
export const useVersion = (version: number | null, at: string, actor: string): Statement[] =>
  turnTo('version', version, at, actor)

/** Lets the oldest versions go, of which too many are kept; not the one in use: before another is, so that one can go back. */
export function forgetOldNetworks(): Statement {
  return statement(
    `DELETE FROM walking_network WHERE in_use = 0
      AND version NOT IN (SELECT version FROM walking_network ORDER BY version DESC LIMIT ?1)`,
    NETWORKS_KEPT,
  )
}

/**
 * Loads a network through the command line's door, and takes it into use.
 * @param at instant, ISO 8601 UTC
 */
export function networkStatements(file: NetworkFile, at: string): Statement[] {
  return [
    ...storeNetwork(file, at, null, SQL_PART_BYTES),
    forgetOldNetworks(),
    ...useNetworkOf(file.sha256, at, 'import'),
  ]
}

/** Loads the made-up network in the place of an older made-up one; whatever somebody else has loaded stays in use. */
export function sampleNetworkStatements(file: NetworkFile, at: string): Statement[] {
  return [
    statement('DELETE FROM walking_network WHERE sample = 1 AND sha256 <> ?1', file.sha256),
    ...storeNetwork(file, at, null, SQL_PART_BYTES),
    statement(
      `UPDATE walking_network SET in_use = 1
        WHERE sha256 = ?1 AND NOT EXISTS (SELECT 1 FROM walking_network WHERE in_use = 1)`,
      file.sha256,
    ),
  ]
}

/** Takes the made-up network away. */
export function removeSampleNetworkStatements(): Statement[] {
  return [statement('DELETE FROM walking_network WHERE sample = 1')]
}
