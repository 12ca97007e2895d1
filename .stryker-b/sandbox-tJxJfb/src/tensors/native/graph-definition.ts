// A TensorFlow graph under construction, and the bytes of the saved model that holds it (protocol buffers GraphDef, NodeDef,
// AttrValue, SavedModel of tensorflow/core/framework and /protobuf). It knows ops and attributes, not what they are for.
import { createRequire } from 'node:module';
import type { HostArray, NativeBinding, OpAttribute } from './native-binding.ts';

/** The op set that a graph is written against: TensorFlow 2.9's, the one tfjs-node 4.22 speaks; newer ones still run it. */
const PRODUCER_VERSION = 1087;
const MINIMUM_CONSUMER_VERSION = 12;

/** One output of a node, as GraphDef writes it: `name:0`. */
export type OutputName = string;

export class GraphDefinition {
  readonly #protocol = protocolMessages();
  readonly #graph = new this.#protocol.GraphDef();
  readonly #binding: NativeBinding;
  #count = 0;

  /** @param binding for the numbers of types and kinds of attributes */
  constructor(binding: NativeBinding) {
    this.#binding = binding;
  }

  /** @param after names of nodes that must have run before */
  add(
    op: string,
    inputs: readonly OutputName[],
    attributes: readonly OpAttribute[],
    after: readonly string[] = [],
  ): string {
    const name = `n${this.#count}`;
    this.#count += 1;
    const allInputs = [...inputs, ...after.map((other) => `^${other}`)];
    const node = messageOf(this.#protocol.NodeDef, { Name: name, Op: op, InputList: allInputs });
    for (const { name: key, type, value } of attributes) node.getAttrMap().set(key, this.#attribute(op, type, value));
    this.#graph.addNode?.(node);
    return name;
  }

  placeholder(shape: readonly number[], dtype: number): string {
    return this.add('Placeholder', [], [this.type('dtype', dtype), this.shape('shape', shape)]);
  }

  constant(shape: readonly number[], dtype: number, values: HostArray): string {
    const tensor = messageOf(this.#protocol.Tensor, {
      Dtype: dtype,
      TensorShape: this.#shapeMessage(shape),
      TensorContent: new Uint8Array(values.buffer, values.byteOffset, values.byteLength).slice(),
    });
    return this.add('Const', [], [this.type('dtype', dtype), { name: 'value', type: TENSOR_VALUE, value: tensor }]);
  }

  type(name: string, value: number): OpAttribute {
    return { name, type: this.#binding.TF_ATTR_TYPE, value };
  }

  shape(name: string, value: readonly number[]): OpAttribute {
    return { name, type: this.#binding.TF_ATTR_SHAPE, value };
  }

  /** The saved model, with the tag `serve`. */
  serialise(): Uint8Array {
    const { MetaGraphDef, SavedModel, VersionDef } = this.#protocol;
    const versions = { Producer: PRODUCER_VERSION, MinConsumer: MINIMUM_CONSUMER_VERSION };
    this.#graph.setVersions?.(messageOf(VersionDef, versions));
    const information = messageOf(MetaGraphDef.MetaInfoDef, { TagsList: ['serve'] });
    const metaGraph = messageOf(MetaGraphDef, { MetaInfoDef: information, GraphDef: this.#graph });
    return messageOf(SavedModel, { SavedModelSchemaVersion: 1, MetaGraphsList: [metaGraph] }).serializeBinary();
  }

  #attribute(op: string, kind: number, value: unknown): Message {
    const { AttrValue } = this.#protocol;
    const binding = this.#binding;
    const fields = () => {
      if (kind === TENSOR_VALUE) return { Tensor: value };
      if (kind === binding.TF_ATTR_TYPE) return { Type: value };
      if (kind === binding.TF_ATTR_BOOL) return { B: value };
      if (kind === binding.TF_ATTR_FLOAT) return { F: value };
      if (kind === binding.TF_ATTR_STRING) return { S: new TextEncoder().encode(String(value)) };
      if (kind === binding.TF_ATTR_SHAPE) return { Shape: this.#shapeMessage(value as number[]) };
      if (kind !== binding.TF_ATTR_INT) {
        throw new TypeError(`The op ${op} has an attribute of a kind that cannot be written into a graph (${kind}).`);
      }
      return Array.isArray(value) ? { List: messageOf(AttrValue.ListValue, { IList: value }) } : { I: value };
    };
    return messageOf(AttrValue, fields());
  }

  #shapeMessage(shape: readonly number[]): Message {
    const { TensorShape } = this.#protocol;
    return messageOf(TensorShape, { DimList: shape.map((Size) => messageOf(TensorShape.Dim, { Size })) });
  }
}

/** tfjs-node has no number for tensors as attributes; its own are not negative. */
const TENSOR_VALUE = -1;

/** A message with its fields set: `Name` by `setName`. */
function messageOf(Kind: MessageClass, fields: Readonly<Record<string, unknown>>): Message {
  const message = new Kind();
  for (const [name, value] of Object.entries(fields)) message[`set${name}`]?.(value);
  return message;
}

/** A message of a protocol buffer, as far as it is used. */
interface Message {
  serializeBinary(): Uint8Array;
  getAttrMap(): { set(key: string, value: Message): void };
  readonly [setter: `set${string}` | `add${string}`]: (value: unknown) => unknown;
}
type MessageClass = new () => Message;

interface ProtocolMessages {
  readonly AttrValue: MessageClass & { readonly ListValue: MessageClass };
  readonly GraphDef: MessageClass;
  readonly MetaGraphDef: MessageClass & { readonly MetaInfoDef: MessageClass };
  readonly NodeDef: MessageClass;
  readonly SavedModel: MessageClass;
  readonly Tensor: MessageClass;
  readonly TensorShape: MessageClass & { readonly Dim: MessageClass };
  readonly VersionDef: MessageClass;
}

/** Classes of TensorFlow's protocol buffers, which tfjs-node brings for reading models. */
function protocolMessages(): ProtocolMessages {
  return createRequire(import.meta.url)('@tensorflow/tfjs-node-gpu/dist/proto/api_pb') as ProtocolMessages;
}
