import { describe, expect, it } from 'vitest'
import { barrierOf, isStreet, isWalked, wayFlags } from '../../schema/import/network/foot.ts'
import { edgeFlags } from '../../schema/rules/walking/network.ts'

/** `highway=path foot=no` as tags. */
const tags = (text: string) =>
  Object.fromEntries(
    text
      .split(' ')
      .filter(Boolean)
      .map((tag): [string, string] => {
        const [key = '', value = ''] = tag.split('=')
        return [key, value]
      }),
  )

describe('people on foot use', () => {
  it.each([
    'highway=footway',
    'highway=footway footway=crossing',
    'highway=footway footway=sidewalk',
    'highway=pedestrian',
    'highway=pedestrian area=yes',
    'highway=steps',
    'highway=path',
    'highway=path bicycle=designated',
    'highway=corridor indoor=yes',
    'highway=platform',
    'railway=platform',
    'public_transport=platform',
    'man_made=pier',
    'highway=living_street',
    'highway=residential',
    'highway=residential oneway=yes',
    'highway=service',
    'highway=service service=driveway',
    'highway=unclassified',
    'highway=road',
    'highway=track',
    'highway=tertiary',
    'highway=secondary',
    'highway=primary',
    'highway=primary_link',
    'highway=primary sidewalk=separate',
    'highway=primary sidewalk=none',
    'highway=service access=private foot=yes',
    'highway=service access=no foot=permissive',
    'highway=service access=destination',
    'highway=service access=customers',
    'highway=residential access=yes',
    'highway=residential foot=unknown',
    'highway=residential motor_vehicle=no',
    'highway=footway access:conditional=no',
    'highway=cycleway foot=yes',
    'highway=cycleway foot=designated',
    'highway=cycleway sidewalk=right',
    'highway=bridleway foot=yes',
    'highway=trunk foot=yes',
    'highway=trunk sidewalk=both',
    'highway=trunk sidewalk:left=yes',
    'highway=motorway foot=designated',
    'highway=primary motorroad=yes foot=yes',
  ])('%s', (text) => {
    expect(isWalked(tags(text))).toBe(true)
  })
})

describe('people on foot keep off', () => {
  it.each([
    'highway=motorway',
    'highway=motorway_link',
    'highway=motorway access=yes',
    'highway=trunk',
    'highway=trunk sidewalk=separate',
    'highway=trunk sidewalk=no',
    'highway=trunk motorroad=yes sidewalk=both',
    'highway=cycleway',
    'highway=cycleway foot=no',
    'highway=bridleway',
    'highway=busway',
    'highway=construction construction=residential',
    'highway=construction foot=yes',
    'highway=proposed',
    'highway=raceway',
    'highway=bus_guideway',
    'highway=via_ferrata',
    'highway=footway foot=no',
    'highway=footway access=no',
    'highway=footway access=private',
    'highway=footway foot=private access=yes',
    'highway=service access=private',
    'highway=service access=permit',
    'highway=track access=forestry',
    'highway=track access=agricultural',
    'highway=primary foot=no',
    'highway=primary foot=use_sidepath',
    'highway=secondary motorroad=yes',
    'highway=steps access=employees',
    'railway=platform access=no',
    'route=ferry foot=yes',
    'railway=rail foot=yes',
    'waterway=river',
    'barrier=fence',
    '',
  ])('%s', (text) => {
    expect(isWalked(tags(text))).toBe(false)
  })
})

describe('a street that is not walked is one nevertheless', () => {
  it.each([
    ['highway=motorway', true],
    ['railway=platform access=no', true],
    ['waterway=river', false],
    ['route=ferry', false],
  ])('%s: %s', (text, street) => {
    expect(isStreet(tags(text))).toBe(street)
  })
})

describe('what a way is like:', () => {
  it.each<[string, (keyof typeof edgeFlags)[]]>([
    ['highway=residential', []],
    ['highway=residential surface=asphalt', ['paved']],
    ['highway=residential surface=paving_stones smoothness=bad', ['rough', 'paved']],
    ['highway=residential surface=sett', ['paved']],
    ['highway=residential surface=cobblestone', ['rough', 'paved']],
    ['highway=residential surface=cobblestone wheelchair=yes', ['paved']],
    ['highway=path surface=gravel', ['rough']],
    ['highway=path surface=gravel smoothness=good', []],
    ['highway=path surface=gravel wheelchair=designated', []],
    ['highway=path surface=compacted', []],
    ['highway=path smoothness=intermediate', []],
    ['highway=path smoothness=very_bad', ['rough']],
    ['highway=path sac_scale=hiking', ['rough']],
    ['highway=path ford=yes', ['rough']],
    ['highway=path ford=no', []],
    ['highway=footway wheelchair=no', ['rough']],
    ['highway=footway wheelchair=limited', []],
    ['highway=footway surface=asphalt wheelchair=no', ['rough', 'paved']],
    ['highway=track tracktype=grade1', ['paved']],
    ['highway=track tracktype=grade2', []],
    ['highway=track tracktype=grade3', ['rough']],
    ['highway=track tracktype=grade5', ['rough']],
    ['highway=track tracktype=grade4 surface=asphalt', ['paved']],
    ['highway=track tracktype=grade1 surface=grass', ['rough']],
    ['highway=steps', ['steps']],
    ['highway=steps conveying=yes', ['steps']],
    ['highway=steps surface=concrete', ['steps', 'paved']],
    ['highway=steps ramp:wheelchair=yes', []],
    ['highway=steps ramp:stroller=yes', ['steps']],
    ['highway=footway conveying=forward', []],
    ['highway=footway footway=crossing', ['crossing']],
    ['highway=path path=crossing', ['crossing']],
    ['highway=primary bridge=yes', ['bridge']],
    ['highway=primary bridge=viaduct', ['bridge']],
    ['highway=primary bridge=no', []],
    ['highway=footway tunnel=yes', ['tunnel']],
    ['highway=steps tunnel=yes surface=concrete', ['steps', 'paved', 'tunnel']],
  ])('%s: %s', (text, names) => {
    expect(wayFlags(tags(text))).toBe(names.reduce((sum, name) => sum + edgeFlags[name], 0))
  })
})

describe('a node with', () => {
  it.each<[string, ReturnType<typeof barrierOf>]>([
    ['', null],
    ['highway=crossing', null],
    ['highway=crossing access=no', null],
    ['barrier=no', null],
    ['barrier=bollard', null],
    ['barrier=bollard motor_vehicle=no', null],
    ['barrier=kerb', null],
    ['barrier=block', null],
    ['barrier=lift_gate', null],
    ['barrier=cycle_barrier', null],
    ['barrier=entrance', null],
    ['barrier=gate', null],
    ['barrier=gate access=yes', null],
    ['barrier=gate access=private', 'closed'],
    ['barrier=gate access=private foot=yes', null],
    ['barrier=gate foot=no', 'closed'],
    ['barrier=gate locked=yes', 'closed'],
    ['barrier=gate locked=yes foot=yes', null],
    ['barrier=gate locked=no', null],
    ['barrier=gate wheelchair=no', 'narrow'],
    ['barrier=lift_gate access=no', 'closed'],
    ['barrier=fence', 'closed'],
    ['barrier=wall', 'closed'],
    ['barrier=wall foot=yes', null],
    ['barrier=yes', 'closed'],
    ['barrier=turnstile', 'narrow'],
    ['barrier=full-height_turnstile', 'narrow'],
    ['barrier=stile', 'narrow'],
    ['barrier=stile foot=no', 'closed'],
    ['barrier=kissing_gate', 'narrow'],
    ['barrier=kissing_gate wheelchair=yes', null],
  ])('%s: %s', (text, kind) => {
    expect(barrierOf(tags(text))).toBe(kind)
  })
})
