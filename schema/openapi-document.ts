/** What an OpenAPI 3.1 document is, as far as ours goes. */

/** A JSON Schema as the document holds it: the words that ours use. */
export interface SchemaObject {
  $ref?: string | undefined
  description?: string | undefined
  type?: string | readonly string[] | undefined
  format?: string | undefined
  pattern?: string | undefined
  const?: unknown
  enum?: readonly unknown[] | undefined
  minimum?: number | undefined
  maximum?: number | undefined
  maxLength?: number | undefined
  properties?: Readonly<Record<string, SchemaObject | boolean>> | undefined
  required?: readonly string[] | undefined
  items?: SchemaObject | boolean | readonly (SchemaObject | boolean)[] | undefined
  prefixItems?: readonly (SchemaObject | boolean)[] | undefined
  anyOf?: readonly (SchemaObject | boolean)[] | undefined
  oneOf?: readonly (SchemaObject | boolean)[] | undefined
}

/** What an OpenAPI document is, as far as ours goes. */
export interface OpenApiDocument {
  openapi: string
  info: {
    title: string
    summary: string
    version: string
    description: string
    contact: { name: string; url: string }
    license: { name: string; identifier: string }
  }
  servers: { url: string; description: string }[]
  tags: OpenApiTag[]
  paths: Record<string, Record<string, OpenApiOperation>>
  components: {
    schemas: Record<string, SchemaObject>
    /** one of every kind of problem, by its code */
    examples: Record<string, { summary: string; value: object }>
    /** every way of failing, by the codes that it may have */
    responses: Record<string, OpenApiResponse>
    securitySchemes: Record<string, { type: string; in: string; name: string; description: string }>
  }
}

/** A part of the API. */
export interface OpenApiTag {
  name: string
  description: string
  /** the name in Chinese */
  'x-name-zh': string
}

export interface OpenApiOperation {
  operationId: string
  tags: readonly string[]
  summary: string
  deprecated?: boolean
  description?: string
  parameters?: OpenApiParameter[]
  requestBody?: OpenApiBody
  responses: Record<string, OpenApiResponse | { $ref: string }>
  security?: Record<string, string[]>[]
  /** who may call it; everybody where there is none */
  'x-access'?: { roles: readonly string[]; within: string }
  /** whether pages of other sites may read it from the browser */
  'x-open': boolean
  /** the summary in Chinese */
  'x-summary-zh': string
  /** addresses worth trying */
  'x-tries'?: readonly string[]
}

export interface OpenApiBody {
  required: boolean
  content: Record<string, { schema: SchemaObject; example?: unknown }>
}

export interface OpenApiParameter {
  name: string
  in: string
  required: boolean
  description?: string
  schema: SchemaObject
  example?: unknown
  style?: string
  explode?: boolean
}

export interface OpenApiResponse {
  description: string
  headers?: Record<string, { description: string; schema: SchemaObject }>
  content?: Record<
    string,
    { schema?: SchemaObject; example?: unknown; examples?: Record<string, { $ref: string }> }
  >
}
