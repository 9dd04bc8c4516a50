/** The kinds of complaints as services, and what each asks for. */

import { type ComplaintKind, complaintKinds } from '../../schema/catalog/complaints.ts'
import type { Open311Attribute, Service, ServiceDefinition } from '../../schema/contract/open311.ts'
import type { Words } from './words/zh-CN.ts'

/** Every service, in the order of the catalog. */
export function servicesIn(words: Words): Service[] {
  return complaintKinds.map((kind) => {
    const { description, keywords, group } = words.services[kind.code]
    return {
      service_code: kind.code,
      service_name: words.nameOf(kind),
      description,
      metadata: true,
      type: 'realtime',
      keywords: keywords.join(','),
      group,
    }
  })
}

const choices = ['yes', 'no'] as const

/** What a client may be asked for, in its order; how each is given. */
const asked: readonly { code: Open311Attribute; datatype: 'string' | 'singlevaluelist' }[] = [
  { code: 'outlet', datatype: 'string' },
  { code: 'place', datatype: 'string' },
  { code: 'merchant_may_see', datatype: 'singlevaluelist' },
  { code: 'may_publish', datatype: 'singlevaluelist' },
]

/**
 * What a service asks for beside location and description: all ask for the same, and none of it must be given. The
 * first is there to be read: people are told what is kept before they send anything.
 */
export function definitionOf(code: ComplaintKind, { definition }: Words): ServiceDefinition {
  const { about, attributes } = definition
  return {
    service_code: code,
    attributes: [
      {
        variable: false,
        code: 'about',
        datatype: 'string',
        required: false,
        datatype_description: about.form,
        order: 1,
        description: about.description,
      },
      ...asked.map(({ code: attribute, datatype }, at) => ({
        variable: true,
        code: attribute,
        datatype,
        required: false,
        datatype_description: attributes[attribute].form,
        order: at + 2,
        description: attributes[attribute].description,
        ...(datatype === 'singlevaluelist'
          ? { values: choices.map((key) => ({ key, name: definition[key] })) }
          : {}),
      })),
    ],
  }
}
