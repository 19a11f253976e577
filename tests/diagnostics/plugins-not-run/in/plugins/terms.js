throw new Error('It must not run.');
