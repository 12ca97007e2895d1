// A TensorFlow graph under construction, and the bytes of the saved model that holds it (protocol buffers GraphDef, NodeDef,
// AttrValue, SavedModel of tensorflow/core/framework and /protobuf). It knows ops and attributes, not what they are for.
import {
  type HostArray,
  type Message,
  type NativeBinding,
  type OpAttribute,
  protocolMessages,
} from './native-binding.ts';

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
    const node = new this.#protocol.NodeDef();
    const name = `n${this.#count}`;
    this.#count += 1;
    node.setName?.(name);
    node.setOp?.(op);
    node.setInputList?.([...inputs, ...after.map((other) => `^${other}`)]);
    for (const { name: key, type, value } of attributes) node.getAttrMap().set(key, this.#attribute(op, type, value));
    this.#graph.addNode?.(node);
    return name;
  }

  placeholder(shape: readonly number[], dtype: number): string {
    return this.add('Placeholder', [], [this.type('dtype', dtype), this.shape('shape', shape)]);
  }

  constant(shape: readonly number[], dtype: number, values: HostArray): string {
    const tensor = new this.#protocol.Tensor();
    tensor.setDtype?.(dtype);
    tensor.setTensorShape?.(this.#shapeMessage(shape));
    tensor.setTensorContent?.(new Uint8Array(values.buffer, values.byteOffset, values.byteLength).slice());
    const node = this.add(
      'Const',
      [],
      [this.type('dtype', dtype), { name: 'value', type: TENSOR_VALUE, value: tensor }],
    );
    return node;
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
    const versions = new VersionDef();
    versions.setProducer?.(PRODUCER_VERSION);
    versions.setMinConsumer?.(MINIMUM_CONSUMER_VERSION);
    this.#graph.setVersions?.(versions);
    const information = new MetaGraphDef.MetaInfoDef();
    information.addTags?.('serve');
    const metaGraph = new MetaGraphDef();
    metaGraph.setMetaInfoDef?.(information);
    metaGraph.setGraphDef?.(this.#graph);
    const model = new SavedModel();
    model.setSavedModelSchemaVersion?.(1);
    model.addMetaGraphs?.(metaGraph);
    return model.serializeBinary();
  }

  #attribute(op: string, kind: number, value: unknown): Message {
    const binding = this.#binding;
    const message = new this.#protocol.AttrValue();
    if (kind === TENSOR_VALUE) message.setTensor?.(value);
    else if (kind === binding.TF_ATTR_TYPE) message.setType?.(value);
    else if (kind === binding.TF_ATTR_BOOL) message.setB?.(value);
    else if (kind === binding.TF_ATTR_FLOAT) message.setF?.(value);
    else if (kind === binding.TF_ATTR_STRING) message.setS?.(new TextEncoder().encode(String(value)));
    else if (kind === binding.TF_ATTR_SHAPE) message.setShape?.(this.#shapeMessage(value as number[]));
    else if (kind === binding.TF_ATTR_INT && Array.isArray(value)) {
      const list = new this.#protocol.AttrValue.ListValue();
      list.setIList?.(value);
      message.setList?.(list);
    } else if (kind === binding.TF_ATTR_INT) message.setI?.(value);
    else throw new TypeError(`The op ${op} has an attribute of a kind that cannot be written into a graph (${kind}).`);
    return message;
  }

  #shapeMessage(shape: readonly number[]): Message {
    const { TensorShape } = this.#protocol;
    const message = new TensorShape();
    message.setDimList?.(
      shape.map((length) => {
        const dimension = new TensorShape.Dim();
        dimension.setSize?.(length);
        return dimension;
      }),
    );
    return message;
  }
}

/** tfjs-node has no number for tensors as attributes; its own are not negative. */
const TENSOR_VALUE = -1;
