// Prints what graphology-gexf, the parser of Gephi Lite, reads out of a GEXF file, as JSON.
'use strict';

const {readFileSync} = require('node:fs');
const Graph = require('graphology');
const gexf = require('graphology-gexf');

const graph = gexf.parse(Graph, readFileSync(process.argv[2], 'utf8'));
const nodes = graph.mapNodes((id, attributes) => ({id, attributes}));
const edges = graph.mapEdges((id, attributes, source, target) => ({
  id,
  source,
  target,
  directed: graph.isDirected(id),
  attributes
}));
process.stdout.write(JSON.stringify({nodes, edges}));
