/** Builds street networks and reads where people live beside the page, which goes on answering meanwhile. */

import type { ToStreets } from './network-reader.ts'
import { streetsReading } from './network-reading.ts'

const read = streetsReading((message) => postMessage(message))
addEventListener('message', ({ data }: MessageEvent<ToStreets>) => void read(data))
